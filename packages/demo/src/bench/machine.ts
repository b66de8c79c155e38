import { cpus, release, totalmem, type } from 'node:os';
import { formatNumber } from './figures';

/** What the figures were taken on. */
export interface Machine {
  readonly processors: number;
  readonly model: string;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
}

/** As the system tells it. */
export function thisMachine(): Machine {
  const all = cpus();
  return {
    processors: all.length,
    model: all[0]?.model.trim() ?? '',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
  };
}

/** In one line. */
export function machineWords({ processors, model, memoryGb, system, node }: Machine): string {
  const name = model === '' || model === 'unknown' ? '' : ` (${model})`;
  return `${processors} processors${name}, ${formatNumber(memoryGb)} GB, ${system}, Node ${node.replace(/^v/, '')}`;
}
