import { loadPlugin } from '@twilio/flex-plugin';
import { QueueEligibilityPlugin } from './QueueEligibilityPlugin';

loadPlugin(QueueEligibilityPlugin);
