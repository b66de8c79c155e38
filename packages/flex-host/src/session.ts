/** What the page gets to start Flex as somebody. */
export interface HostSession {
  /** The short word in the address: `?as=admin`. */
  readonly as: string;
  readonly name: string;
  /** What Flex UI keeps of a login, under its own key in the tab's storage. */
  readonly login: {
    readonly token: string;
    readonly identity: string;
    readonly roles: readonly string[];
    /** ISO 8601. */
    readonly expiration: string;
    readonly accountSid: string;
    readonly flexUserSid: string;
  };
  /** What Flex UI takes as `appConfig`. */
  readonly appConfig: Readonly<Record<string, unknown>>;
}
