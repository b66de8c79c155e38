import { Box } from '@twilio-paste/core/box';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Over a list or a table: what is typed finds. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const id = useUID();
  return (
    <Box maxWidth="size30">
      <Label htmlFor={id}>{label}</Label>
      <Input id={id} type="search" value={value} onChange={(event) => onChange(event.target.value)} />
    </Box>
  );
}
