import * as React from 'react';
import * as ReactDOM from 'react-dom';
import { routeTwilioToHost } from './network';

// What must be so before Flex UI is loaded: its parts keep `WebSocket` as they find it, and it looks
// for React on the window. Redux it puts there itself.
routeTwilioToHost();
Object.assign(window, { React, ReactDOM });
