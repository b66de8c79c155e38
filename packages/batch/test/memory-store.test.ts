import { createMemoryStore } from '../src';
import { describeJobStore } from './job-store-contract';

describeJobStore('in memory', async () => ({ store: createMemoryStore(), close: async () => {} }));
