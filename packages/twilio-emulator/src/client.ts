import { Agent } from 'node:http';
import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient';
import type { ApiKey } from './account/api-keys';

/** How to reach an emulator. */
export interface EmulatorAccess {
  /** The emulator's URL, `http://127.0.0.1:port`. */
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** Authenticates in the place of SID and auth token. */
  readonly apiKey?: Pick<ApiKey, 'sid' | 'secret'> | undefined;
}

/** Options of the client's HTTP side, as `twilio.RequestClient` takes them. */
export type ClientOptions = RequestClient.RequestClientOptions;

const defaultMaxSockets = 20;

/** Twilio's own request client, with `*.twilio.com` sent to the emulator. */
class EmulatorRequestClient extends twilio.RequestClient {
  readonly agent: Agent;

  constructor(
    private readonly url: string,
    options: ClientOptions,
  ) {
    super(options);
    this.agent = new Agent({ keepAlive: true, maxSockets: options.maxSockets ?? defaultMaxSockets });
    this.axios.defaults.httpAgent = this.agent;
  }

  override async request<TData>(
    options: RequestClient.RequestOptions<TData>,
  ): ReturnType<typeof RequestClient.prototype.request<TData>> {
    const target = new URL(options.uri);
    if (!target.hostname.endsWith('.twilio.com')) throw new Error(`${target.hostname} is not Twilio's`);
    return super.request<TData>({
      ...options,
      uri: `${this.url}${target.pathname}${target.search}`,
      headers: { ...options.headers, 'x-twilio-host': target.hostname },
    });
  }
}

/** A real twilio client that talks to an emulator, also from another process. */
export function createEmulatorClient(access: EmulatorAccess, options: ClientOptions = {}): twilio.Twilio {
  const { accountSid, authToken, apiKey } = access;
  return twilio(apiKey?.sid ?? accountSid, apiKey?.secret ?? authToken, {
    accountSid,
    httpClient: new EmulatorRequestClient(access.url, options),
  });
}
