const { bringInStep } = require('../bring-in-step');

/** Every event of a worker asks for its queues again, an echo of the predecessor's own write too. */
exports.handler = async (context, event, callback) => {
  if (event.EventType === 'worker.attributes.update') {
    const workspace = context.getTwilioClient().taskrouter.v1.workspaces(context.TWILIO_FLEX_WORKSPACE_SID);
    await bringInStep(workspace, event.WorkerSid, event.WorkerAttributes);
  }
  return callback(null, 'handled');
};
