/** What is wrong with an answer of the network. */
export type NetworkFault =
  /** It has `found` numbers, but `due` were asked for. */
  | { readonly code: 'other-length'; readonly part: NetworkPart; readonly found: number; readonly due: number }
  /** One of its numbers is not finite. */
  | { readonly code: 'not-finite'; readonly part: NetworkPart };

type NetworkPart = 'encoder' | 'decoder';

/** The network cannot be used. `shared/detectorMessages.ts` words the fault for people. */
export class DetectorError extends Error {
  override readonly name = 'DetectorError';

  constructor(readonly fault: NetworkFault) {
    super(JSON.stringify(fault));
  }
}
