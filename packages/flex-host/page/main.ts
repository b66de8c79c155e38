import './before-flex';
import { enter } from './enter';
import { startFlex } from './start-flex';

void enter().then((session) => (session ? startFlex(session) : undefined));
