import { createInterface } from 'node:readline';
import * as z from 'zod';
import { examineAll } from '../src/doctor/examination';
import { openPlace } from '../src/place';
import { twilioWords } from '../src/refusal';
import { adoptService } from '../src/steps/functions';

/** Examines again and again, for each line on stdin, what the doctor examines once: starting it anew takes seconds. */
const requestSchema = z.object({ envFile: z.string(), changes: z.boolean(), patienceMs: z.number() });

for await (const line of createInterface({ input: process.stdin })) {
  const { envFile, ...how } = requestSchema.parse(JSON.parse(line));
  try {
    const place = await openPlace(envFile);
    await adoptService({ service: 'queue-eligibility', environment: 'prod' }, place);
    console.log(JSON.stringify(await examineAll(place, how)));
  } catch (error) {
    console.log(JSON.stringify([{ id: 'doctor', state: 'fail', what: twilioWords(error) }]));
  }
}
