/** Asks TaskRouter for a worker's queues and updates it when the lists differ in any way, order included. */
exports.bringInStep = async (workspace, sid, text) => {
  const attributes = JSON.parse(text);
  const found = await workspace.taskQueues.list({ workerSid: sid, limit: 1_000 });
  const queues = found.map((queue) => queue.sid);
  if (JSON.stringify(attributes.queues) === JSON.stringify(queues)) return;
  await workspace.workers(sid).update({ attributes: JSON.stringify({ ...attributes, queues }) });
};
