import { afterAll, afterEach } from '@jest/globals';
import { OpenFlex, type OpenFlexOptions, type Shared } from './open-flex';

/** Opens Flex, on an account that is closed after the test; all those of a file are in one browser. */
export function flexes(): (options: OpenFlexOptions) => Promise<OpenFlex> {
  const shared: Shared = {};
  const open: OpenFlex[] = [];
  afterEach(async () => {
    for (const flex of open.splice(0)) await flex.close();
  });
  afterAll(async () => {
    await shared.browser?.browser.close();
  });
  return async (options) => {
    const flex = await OpenFlex.open(options, shared);
    open.push(flex);
    return flex;
  };
}
