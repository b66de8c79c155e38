import { expect, it } from '@jest/globals';
import { waitFor } from '@testing-library/react';
import { aQueue } from '../../test/queues';
import { readAhead } from './read-ahead';

it('reads all there are, a few at a time, and can be stopped', async () => {
  const queues = Array.from({ length: 45 }, (_, i) => aQueue(`WQ${i}`, `Queue ${i}`));
  const read: string[] = [];
  const note = ({ sid }: { sid: string }): void => void read.push(sid);
  let isRead = false;
  const whenRead = (): void => void (isRead = true);
  readAhead(queues, { read: note, whenRead });
  await waitFor(() => expect(isRead).toBe(true));
  expect(read).toEqual(queues.map(({ sid }) => sid));
  readAhead(queues, { read: note, whenRead })();
  readAhead(queues.slice(0, 3), { read: note, whenRead });
  await waitFor(() => expect(read.slice(queues.length)).toEqual(['WQ0', 'WQ1', 'WQ2']));
});
