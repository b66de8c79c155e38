import { TestEnvironment } from 'jest-environment-node';
import { RuntimeProcesses } from './functions/processes';

declare global {
  /** Processes for containers that outlast a file of tests; undefined where no file comes after. */
  var runtimeProcesses: RuntimeProcesses | undefined;
}

/** As many as the tests with the most containers have. */
const KEPT = 32;
const runtimeProcesses = new RuntimeProcesses({ keep: KEPT });

/** Where a file of tests finds what those before it have started, and what takes long to start. */
export default class LastingEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    this.global.runtimeProcesses = runtimeProcesses;
  }
}
