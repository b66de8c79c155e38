import { once } from 'node:events';
import { createServer } from 'node:net';

/** What a demo listens on: `npm run try`, the Functions, the API, Flex UI, one behind the other. */
const PORTS = 4;
/** The next place to look where some of them are taken. */
const STEP = 10;
const PLACES = 50;

/** A port that was asked for is somebody else's. */
export class PortTaken extends Error {
  constructor(port: number, wanted: number) {
    super(
      `Port ${port} is taken, perhaps by another demo; this one needs ${wanted} to ${wanted + PORTS - 1}.\n` +
        '`npm start` without --port takes the next ones that are free; another --port names others.',
    );
  }
}

/**
 * The first of the ports for a demo. @param wanted The ones that must be had; or where to begin to look.
 * @throws PortTaken when one that must be had is taken, or fifty places in a row are.
 */
export async function portsFrom(wanted: { exactly: number } | { about: number }): Promise<number> {
  if ('exactly' in wanted) {
    const taken = await firstTaken(wanted.exactly);
    if (taken !== null) throw new PortTaken(taken, wanted.exactly);
    return wanted.exactly;
  }
  for (let place = 0; place < PLACES; place++) {
    const first = wanted.about + place * STEP;
    if ((await firstTaken(first)) === null) return first;
  }
  throw new PortTaken(wanted.about, wanted.about);
}

async function firstTaken(first: number): Promise<number | null> {
  for (let port = first; port < first + PORTS; port++) if (!(await isFree(port))) return port;
  return null;
}

/** Whether it can be listened on. Windows also refuses ports that it has set aside. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return false;
  }
  await new Promise((closed) => server.close(closed));
  return true;
}
