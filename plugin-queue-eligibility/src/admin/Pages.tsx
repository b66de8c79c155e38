import { Box } from '@twilio-paste/core/box';
import { Pagination, PaginationArrow, PaginationItems, PaginationLabel } from '@twilio-paste/core/pagination';
import React from 'react';
import { text } from '../strings';

interface PagesProps {
  /** What is paged through. */
  label: string;
  /** From 1. */
  page: number;
  total: number;
  onChange: (page: number) => void;
}

/** The way through the pages of a table; nothing where there is only one. */
export function Pages({ label, page, total, onChange }: PagesProps) {
  if (total < 2) return null;
  return (
    <Box marginTop="space50" display="flex" justifyContent="center">
      <Pagination label={label}>
        <PaginationItems>
          <PaginationArrow
            variant="back"
            label={text('QueueEligibilityPagePrevious')}
            visibleLabel={text('QueueEligibilityPagePrevious')}
            disabled={page === 1}
            onClick={() => onChange(page - 1)}
          />
          <PaginationLabel>{text('QueueEligibilityPage', { page, total })}</PaginationLabel>
          <PaginationArrow
            variant="forward"
            label={text('QueueEligibilityPageNext')}
            visibleLabel={text('QueueEligibilityPageNext')}
            disabled={page === total}
            onClick={() => onChange(page + 1)}
          />
        </PaginationItems>
      </Pagination>
    </Box>
  );
}
