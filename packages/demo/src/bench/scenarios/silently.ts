import type { Emulator } from '@queue-eligibility/twilio-emulator';

/** Changes a workspace without an event: it was like that before anybody listened. */
export function silently(emulator: Emulator, change: (emulator: Emulator) => void): void {
  const { taskRouter } = emulator;
  const { eventCallbackUrl } = taskRouter.workspace;
  taskRouter.updateWorkspace({ eventCallbackUrl: '' });
  try {
    change(emulator);
  } finally {
    taskRouter.updateWorkspace({ eventCallbackUrl });
  }
}
