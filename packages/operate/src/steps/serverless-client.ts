import { setTimeout as sleep } from 'node:timers/promises';
import { TwilioServerlessApiClient } from '@twilio-labs/serverless-api';
import * as z from 'zod';
import { parsed } from '../panel';
import { twilioWords } from '../refusal';

type Login = ConstructorParameters<typeof TwilioServerlessApiClient>[0];
type Request = (method: string, path: string, options?: object) => Promise<{ body: unknown }>;

/** Twilio's Serverless Toolkit, and what it does not tell. */
export interface ServerlessClient {
  toolkit: TwilioServerlessApiClient;
  /** What went wrong, in Twilio's words where there are some. */
  wordsOf: (error: unknown) => string;
}

/** While a build is under way: a look that fails is repeated so often, with this pause, ms. */
const LOOKS = 5;
const PAUSE_MS = 1_000;
/** A build that takes longer is given up, ms. The toolkit's own limit, a little later, would never end the process. */
const BUILD_MS = 290_000;

const BUILD_STATUS = /\/Builds\/\w+\/Status$/;
const statusSchema = z.object({ status: z.string() });
/** An upload's answer is left as text. */
const refusalSchema = z.object({
  response: z.object({ body: z.preprocess(parsed, z.object({ message: z.string() })) }),
});

/**
 * The toolkit with three things mended: a look at a build that fails ends the whole process there, with a stack; so does
 * none at all after five minutes; and of a file that is refused it says only which one.
 */
export function createServerlessClient(
  login: Login,
  { toolkit = new TwilioServerlessApiClient(login), pauseMs = PAUSE_MS } = {},
): ServerlessClient {
  const request = toolkit.request.bind(toolkit) as Request;
  let refused: string | null = null;
  let givenUpAtMs: number | null = null;

  async function asked(...call: Parameters<Request>): ReturnType<Request> {
    try {
      return await request(...call);
    } catch (error) {
      refused = refusalWords(error);
      throw error;
    }
  }

  async function lookAtBuild(...call: Parameters<Request>): ReturnType<Request> {
    givenUpAtMs ??= Date.now() + BUILD_MS;
    for (let looks = 1; Date.now() < givenUpAtMs; looks++) {
      try {
        const answer = await asked(...call);
        if (statusSchema.safeParse(answer.body).data?.status === 'failed')
          refused = 'the build failed at Twilio; Console shows why, in the logs of the service';
        return answer;
      } catch {
        if (looks === LOOKS) return FAILED;
        await sleep(pauseMs);
      }
    }
    refused = `the build was not done after ${BUILD_MS / 60_000} minutes`;
    return FAILED;
  }

  const mended: Request = (method, path, options) =>
    BUILD_STATUS.test(path) ? lookAtBuild(method, path, options) : asked(method, path, options);
  Object.assign(toolkit, { request: mended });
  return {
    toolkit,
    wordsOf(error) {
      const words = twilioWords(error);
      if (words === FAILED.body.status) return refused ?? words;
      return refused !== null && /^Failed to (create|upload)/.test(words) ? `${words}: ${refused}` : words;
    },
  };
}

/** What the toolkit takes for the end of a build. */
const FAILED = { body: { status: 'failed' } };

function refusalWords(error: unknown): string {
  const said = refusalSchema.safeParse(error).data?.response.body;
  return twilioWords(said ?? error);
}
