import { setTimeout as sleep } from 'node:timers/promises';
import type { Twilio } from 'twilio';
import * as z from 'zod';
import { orNull, Refusal } from '../refusal';
import { addressOf, step, type Undo } from '../step';

/** The part of `ui_attributes` that is ours, and the setting in it. */
const OURS = 'queue_eligibility';
const SETTING = 'functions_base_url';

/** How often what was written is looked for, and the pause between, ms: a read may lag behind. */
const READS = 5;
const PAUSE_MS = 1_000;

const attributesSchema = z.record(z.string(), z.unknown());
type Attributes = z.infer<typeof attributesSchema>;

/** Flex's configuration, as far as the commands read it. */
const configurationSchema = z.object({
  accountSid: z.string(),
  uiAttributes: attributesSchema.nullish().transform((value) => value ?? {}),
});

/** Tells the plugin where the Functions are, in Flex's configuration; everything else in there stays. */
export const flexAddressStep = step<Attributes>({
  title: 'Flex configuration',
  look: ({ account }) => readAttributes(account.client),
  say(attributes, place) {
    const address = addressOf(place) ?? 'the address of the Functions';
    const before = addressIn(attributes);
    if (before === address) return [];
    const replaced = before === undefined ? '' : `, in the place of ${JSON.stringify(before)}`;
    return [`write ui_attributes.${OURS}.${SETTING}: ${address}${replaced}; everything else stays`];
  },
  async make(_found, place) {
    const address = addressOf(place);
    if (address === null) throw new Refusal('Nobody knows where the Functions are: deploy them first');
    const { client } = place.account;
    // As late as can be: the whole is written.
    const before = await readAttributes(client);
    if (!place.ledger.get('flex')) await place.ledger.set('flex', { before });
    const after = { ...before, [OURS]: { ...oursIn(before), [SETTING]: address } };
    await writeAttributes(place.account, after);
    return [`Flex knows that the Functions are at ${address}`];
  },
});

export const flexAddressUndo: Undo = {
  title: 'Flex configuration',
  async say({ account, ledger }) {
    const now = (await findAttributes(account.client)) ?? {};
    const before = ledger.get('flex')?.before;
    if (!(OURS in now)) return [];
    return [
      before && OURS in before
        ? `write ui_attributes.${OURS} as it was; everything else stays`
        : `take ui_attributes.${OURS} out; everything else stays`,
    ];
  },
  async undo({ account, ledger }) {
    const { [OURS]: now, ...others } = (await findAttributes(account.client)) ?? {};
    const before = ledger.get('flex')?.before ?? {};
    if (now !== undefined)
      await writeAttributes(account, OURS in before ? { ...others, [OURS]: before[OURS] } : others);
    await ledger.forget('flex');
    return now === undefined ? [] : [`ui_attributes.${OURS} is as it was before`];
  },
};

/** The address that stands there; undefined: none. */
export const addressIn = (attributes: Attributes): unknown => oursIn(attributes)[SETTING];

/** Whether the plugin is told to show its column beside Flex's own; undefined: nothing is said. */
export const showColumnIn = (attributes: Attributes): unknown => oursIn(attributes)['show_column'];

const oursIn = (attributes: Attributes): Attributes => {
  const parsed = attributesSchema.safeParse(attributes[OURS]);
  return parsed.success ? parsed.data : {};
};

/** `ui_attributes` as they are. */
async function readAttributes(client: Twilio): Promise<Attributes> {
  const found = await findAttributes(client);
  if (found === null)
    throw new Refusal(
      'This account has no Flex, or these credentials may not read it: deploy with --no-plugin',
    );
  return found;
}

/** The same; null where there is no Flex. */
async function findAttributes(client: Twilio): Promise<Attributes | null> {
  const found = await orNull(() => client.flexApi.v1.configuration().fetch());
  return found === null ? null : configurationSchema.parse(found).uiAttributes;
}

/** Writes them as a whole, and looks whether all of it is there, and what was taken out is not. */
async function writeAttributes(
  { client, credentials }: { client: Twilio; credentials: { accountSid: string } },
  attributes: Attributes,
): Promise<void> {
  // The client sends this object as it is, whatever its types say.
  const body: object = { account_sid: credentials.accountSid, ui_attributes: attributes };
  await client.flexApi.v1.configuration().update(body);
  let wrong = '';
  for (let tries = 1; tries <= READS; tries++) {
    const after = await readAttributes(client);
    const lost = Object.keys(attributes).filter((name) => !(name in after));
    const isLeft = OURS in after && !(OURS in attributes);
    if (lost.length === 0 && !isLeft) return;
    wrong = isLeft ? `still has ${OURS}` : `lacks ${lost.join(', ')}`;
    await sleep(PAUSE_MS);
  }
  throw new Refusal(`Flex's configuration ${wrong} since it was written. What was there is in the ledger`);
}
