import { type Wording, MessageError, type Message, message } from '../shared/message';

/** What can go wrong between the plugin's files and a network that answers. */
export type ModelErrorCode = 'model-missing' | 'model-corrupt' | 'engine-failed';

/** An error a person can act on: `said` is what is wrong, `remedy` what to do. */
export class ModelError extends MessageError {
  override readonly name = 'ModelError';

  constructor(
    readonly code: ModelErrorCode,
    said: Message,
    readonly remedy: Message
  ) {
    super(said);
  }
}

/** What to do where the model's files do not belong together. */
export const REINSTALL = message('failure.reinstall', 'Reinstall the plugin, so that its files belong to one version.');

/** Of an engine that cannot be put in force; `reason` is what the browser or tfjs says. */
export function notStarted(reason: Wording): Message {
  return message('engine.no-start-for', 'it does not start ({{reason}})', { reason });
}

/** Of files that verify but hold no network as this plugin and the manifest have it; `reason` is what differs. */
export function notThisNetwork(reason: Wording): ModelError {
  return new ModelError(
    'model-corrupt',
    message('failure.other-network', "The model's files hold another network than this plugin can run: {{reason}}.", {
      reason,
    }),
    REINSTALL
  );
}
