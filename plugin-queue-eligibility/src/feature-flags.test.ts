import { describe, expect, it } from '@jest/globals';
import type { Manager } from '@twilio/flex-ui';
import { hasNativeQueuesColumn } from './feature-flags';

const managerWith = (flex: unknown) => ({ store: { getState: () => ({ flex }) } }) as unknown as Manager;
const FLAG = 'enable-queue-filter';

describe('Flex’s own Queues column', () => {
  it.each([
    [{ featureFlags: { features: { [FLAG]: { enabled: true } } } }, true],
    [{ featureFlags: { features: { [FLAG]: { enabled: false } } } }, false],
    [{ featureFlags: { features: [{ id: FLAG, enabled: true }] } }, true],
    [
      {
        featureFlags: {
          features: { [FLAG]: { enabled: false } },
          localOverrides: { [FLAG]: { enabled: true } },
        },
      },
      true,
    ],
    [{ featureFlags: { features: {} } }, false],
    [{ featureFlags: 'none' }, false],
    [{}, false],
  ])('%j: %s', (state, expected) => {
    expect(hasNativeQueuesColumn(managerWith(state))).toBe(expected);
  });
});
