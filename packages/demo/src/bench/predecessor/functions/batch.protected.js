const { getExpectedTwilioSignature } = require('twilio/lib/webhooks/webhooks');
const { bringInStep } = require('../bring-in-step');

const BATCH_SIZE = 15;
const POLL_MS = 1_000;
const MAX_POLLS = 8;

/**
 * One hop: fifteen workers in parallel, then the progress document is read and written, the rest of the workers is
 * posted to the next hop, and the document is polled each second until that one has said that it is there.
 */
exports.handler = async (context, event, callback) => {
  const client = context.getTwilioClient();
  const workspace = client.taskrouter.v1.workspaces(context.TWILIO_FLEX_WORKSPACE_SID);
  const document = client.sync.v1.services(context.TWILIO_FLEX_SYNC_SID).documents(event.documentSid);
  const tasks = event.tasks.split(',');
  const write = (data) => document.update({ data: { ...data, last_updated: new Date().toISOString() } });

  const arrived = write({ status: 'running', complete: true, remaining: tasks.length });
  const inStep = tasks.slice(0, BATCH_SIZE).map(async (sid) => {
    const worker = await workspace.workers(sid).fetch();
    await bringInStep(workspace, sid, worker.attributes);
  });
  await Promise.all([arrived, ...inStep]);

  const left = tasks.slice(BATCH_SIZE);
  if (left.length === 0) {
    await write({ status: 'completed', complete: true, remaining: 0 });
    return callback(null, 'completed');
  }
  await document.fetch();
  await write({ status: 'running', complete: false, remaining: left.length });
  const url = `${context.FUNCTIONS_BASE_URL}/batch`;
  const form = { documentSid: event.documentSid, tasks: left.join() };
  const signature = getExpectedTwilioSignature(context.AUTH_TOKEN, url, form);
  const headers = { 'X-Twilio-Signature': signature };
  fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) }).catch(() => {});
  for (let polls = 0; polls < MAX_POLLS; polls++) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    if ((await document.fetch()).data.complete) break;
  }
  return callback(null, 'handed on');
};
