import type { Twilio } from 'twilio';
import { timeOf, type LogOptions } from './options';
import { readLog } from './source';
import { storyOf, tell } from './story';

/**
 * Reads the log and tells the story, line by line, by `say`. Answers how many lines it has.
 * @throws NotFound
 */
export async function tellStory(
  client: Twilio,
  options: LogOptions,
  say: (line: string) => void,
): Promise<number> {
  const { service, environment } = options;
  const log = await readLog(client, { service, environment, ...timeOf(options, Date.now()) });
  const story = storyOf(log, options);
  const firstMs = story[0]?.atMs ?? 0;
  for (const one of story) say(options.json ? JSON.stringify(one.line) : tell(one, firstMs));
  return story.length;
}
