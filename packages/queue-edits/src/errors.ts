import { PermanentError, RetryableError } from '@queue-eligibility/batch';

/** The queue has another expression than the one that was to be replaced: somebody else was there. */
export class QueueChanged extends PermanentError {
  /** @param targetWorkers the expression that it has. */
  constructor(
    queueSid: string,
    readonly targetWorkers: string,
  ) {
    super(
      'queue_changed',
      `The expression of ${queueSid} was changed since it was read. Nothing was written`,
    );
  }
}

/** An edit could not be kept with what it replaces, and so could not be put back. */
export class EditTooLong extends PermanentError {
  constructor() {
    super(
      'edit_too_long',
      'The expressions before and after are too long to be kept together. Nothing was written; shorten them, or change the queue in TaskRouter',
    );
  }
}

/** Somebody else is changing the same queue at this moment. */
export class EditedAtOnce extends RetryableError {
  constructor(queueSid: string) {
    super(
      'contended',
      `Somebody else is changing ${queueSid} right now. Nothing was written; look again in a moment`,
    );
  }
}

/** TaskRouter's answer got lost, and the queue has the expression of before, or another one. */
export class EditUnheard extends RetryableError {
  constructor(queueSid: string, options?: ErrorOptions) {
    super(
      'edit_unheard',
      `TaskRouter did not say whether it took the new expression of ${queueSid}. Look at the queue in a moment; the edit is kept as begun`,
      options,
    );
  }
}
