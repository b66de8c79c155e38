export { readOptions } from './options';
export { tellStory } from './run';
