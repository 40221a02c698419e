import { type Wording, MessageError, type Message, message } from '../shared/message';

type ModelErrorCode = 'model-missing' | 'model-corrupt' | 'engine-failed';

/** An error of the model's files or of all engines: `wording` says what is wrong, `remedy` what to do. */
export class ModelError extends MessageError {
  override readonly name = 'ModelError';

  constructor(
    readonly code: ModelErrorCode,
    wording: Message,
    readonly remedy: Message
  ) {
    super(wording);
  }
}

/** The remedy if the model's files do not belong together. */
export const REINSTALL = message(
  'failure.reinstall',
  'Reinstall the plugin so that all its files belong to one version.'
);

/** An engine does not start. @param reason from the browser or tfjs */
export function notStarted(reason: Wording): Message {
  return message('engine.no-start-for', 'it does not start ({{reason}})', { reason });
}

/** The files pass verification but hold another network. @param reason the difference */
export function notThisNetwork(reason: Wording): ModelError {
  return new ModelError(
    'model-corrupt',
    message('failure.other-network', "The model's files contain a network that this plugin cannot run: {{reason}}.", {
      reason,
    }),
    REINSTALL
  );
}
