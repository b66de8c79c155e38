export { REDIRECT_FILE, RuntimeProcesses } from './processes';
export { startFunctionsGateway, type FunctionsGateway } from './gateway';
export type { FunctionFault, FunctionFaultAction, FunctionFaultOptions, FunctionFaults } from './faults';
export type { Invocation } from './invocations';
export type { LogLine } from './logs';
export type { FunctionsGatewayOptions } from './options';
