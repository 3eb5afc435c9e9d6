import type { DocumentView, PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import type { Order } from './order.ts';

interface OrderKeysProps {
  readonly record: PersonRecord;
  readonly document: DocumentView | undefined;
  readonly onOrder: (order: Order) => void;
}

/** What a supervisor can do now: only what the register would take. */
export function OrderKeys({ record, document, onOrder }: OrderKeysProps) {
  const { cnic, bar } = record;
  return (
    <>
      {document !== undefined && document.standing !== 'cancelled' && (
        <DocumentKeys document={document} onOrder={onOrder} />
      )}
      {record.person !== null &&
        (bar === null ? (
          <KeyButton label="register.act.bar" keys="B" onPress={() => onOrder({ act: 'bar', cnic })} />
        ) : (
          <KeyButton label="register.act.unbar" keys="B" onPress={() => onOrder({ act: 'unbar', cnic })} />
        ))}
    </>
  );
}

function DocumentKeys({ document, onOrder }: { document: DocumentView; onOrder: (order: Order) => void }) {
  const { number: licenceNumber } = document;
  return (
    <>
      {document.standing === 'suspended' ? (
        <KeyButton label="register.act.restore" keys="R" onPress={() => onOrder({ act: 'restore', licenceNumber })} />
      ) : (
        <KeyButton label="register.act.suspend" keys="S" onPress={() => onOrder({ act: 'suspend', licenceNumber })} />
      )}
      <KeyButton label="register.act.cancel" keys="C" onPress={() => onOrder({ act: 'cancel', licenceNumber })} />
    </>
  );
}
