/** One place where the emulator may differ from Twilio, or does. */
export interface Belief {
  /** The area and a name: `sync.revisions`. Never changes, since findings of a real account refer to it. */
  readonly id: string;
  /** Heading under which the README shows it. */
  readonly area: string;
  /**
   * How it is known: from Twilio's documentation, read in a published package or public report, by nobody without an
   * account, or a difference that is meant to be there.
   */
  readonly state: 'doc' | 'src' | 'open' | 'simplified';
  /** What the emulator does; Markdown. */
  readonly assumes: string;
  /** How somebody with an account finds out. Missing where there is nothing to find out. */
  readonly findOut?: string;
}
