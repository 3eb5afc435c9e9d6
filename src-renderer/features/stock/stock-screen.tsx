import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useNews } from '../status/use-news.ts';
import { CardAccount } from './card-account.tsx';
import { ReceiveStock } from './receive-stock.tsx';
import { StockSum } from './stock-sum.tsx';
import { UnexplainedAlert } from './unexplained-alert.tsx';

/** The centre's card blanks: what today did to them, taking in new ones, and whether printers and jobs agree. */
export function StockScreen() {
  const { t } = useText();
  const stock = useLoad('stock', async () => core.stock.today());
  const account = useLoad('card account', async () => core.stock.cardAccount());
  useNews(stock.reload);
  useNews(account.reload);
  const cards = account.data !== null && <CardAccount account={account.data} />;
  const alarming = account.data !== null && account.data.unexplained.length > 0;
  return (
    <Sheet title={t('stock.title')}>
      <ProblemNotice problem={stock.problem ?? account.problem} />
      {account.data !== null && <UnexplainedAlert account={account.data} onAccount={account.replace} />}
      {alarming && cards}
      {stock.data !== null && <StockSum stock={stock.data} />}
      <ReceiveStock onReceived={stock.replace} />
      {!alarming && cards}
    </Sheet>
  );
}
