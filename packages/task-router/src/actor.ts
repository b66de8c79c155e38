/** An event of TaskRouter's log, as far as it says who did it. Anything may be missing. */
interface ActedUpon {
  actorType?: string | null;
  actorSid?: string | null;
}

/** Who did something: type and SID, such as `user US…`; null: the log names nobody. */
export const actorOf = ({ actorType, actorSid }: ActedUpon): string | null =>
  [actorType, actorSid].filter((part) => part).join(' ') || null;

/** The same for a person; where nobody is named, by way of what it came. */
export const actorWords = ({
  by,
  source,
}: {
  by: string | null;
  source?: string | null | undefined;
}): string => by ?? (source ? `by way of ${source}` : 'nobody is named');
