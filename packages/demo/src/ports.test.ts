import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { portsFrom, PortTaken } from './ports';

/** Somebody who listens already. */
let other: Server;
let taken: number;
beforeEach(async () => {
  other = createServer();
  await once(other.listen(0, '127.0.0.1'), 'listening');
  taken = (other.address() as AddressInfo).port;
});
afterEach(() => new Promise((closed) => other.close(closed)));

describe('the ports of a demo', () => {
  it('are the next free ones where some are taken', async () => {
    const first = await portsFrom({ about: taken - 2 });
    expect((first - (taken - 2)) % 10).toBe(0);
    expect(first).toBeGreaterThan(taken);
  });

  it('that were asked for are named when one of them is taken', async () => {
    const asking = portsFrom({ exactly: taken - 3 });
    await expect(asking).rejects.toThrow(PortTaken);
    await expect(asking).rejects.toThrow(new RegExp(`Port \\d+ is taken.*needs ${taken - 3} to ${taken}`));
  });
});
