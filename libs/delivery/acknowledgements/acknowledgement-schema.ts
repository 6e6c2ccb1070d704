/** Up to which sealed invoice line an API client has what it was told. */
export interface AcknowledgementColumns {
  readonly ledger_id: string;
  readonly client: string;
  readonly position: number;
  /** Of the line in its period; null: the last one. */
  readonly ordinal: number | null;
  readonly acknowledged_at: number;
}

export interface AcknowledgementSchema {
  readonly invoice_acknowledgements: AcknowledgementColumns;
}
