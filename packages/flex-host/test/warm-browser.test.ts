import { afterEach, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchWarmBrowser, type WarmBrowser } from '../src/index';

/** A page whose title says for which host it was asked, and how often this browser has seen it. */
const PAGE = `<script>
  localStorage.times = Number(localStorage.times ?? 0) + 1;
  document.title = location.host + ' ' + localStorage.times;
</script>`;

const left: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of left.splice(0).reverse()) await close();
});

async function setup() {
  const server: Server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(PAGE),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  left.push(() => new Promise((resolve) => server.close(resolve)));
  const hostUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const profile = await mkdtemp(path.join(tmpdir(), 'warm-browser-test-'));
  left.push(() => rm(profile, { recursive: true, force: true }));
  const open = async (): Promise<WarmBrowser> => {
    const browser = await launchWarmBrowser({ hostUrl, profile, viewport: { width: 800, height: 600 } });
    left.push(() => browser.close());
    return browser;
  };
  const titleIn = async ({ context, url }: WarmBrowser): Promise<string> => {
    const page = await context.newPage();
    await page.goto(url);
    return page.title();
  };
  return { open, titleIn };
}

it('finds every host at the same address, and nothing that pages stored the time before', async () => {
  const { open, titleIn } = await setup();
  const first = await open();
  expect([await titleIn(first), await titleIn(first)]).toEqual(['localhost 1', 'localhost 2']);
  await first.forget();
  expect(await titleIn(first)).toBe('localhost 1');
  await first.close();
  expect(await titleIn(await open())).toBe('localhost 1');
});

it('leaves a profile that is in use to whoever uses it', async () => {
  const { open, titleIn } = await setup();
  const [one, other] = [await open(), await open()];
  expect([await titleIn(one), await titleIn(one), await titleIn(other)]).toEqual([
    'localhost 1',
    'localhost 2',
    'localhost 1',
  ]);
});
