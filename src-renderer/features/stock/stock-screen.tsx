import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useNews } from '../status/use-news.ts';
import { ReceiveStock } from './receive-stock.tsx';
import { StockSum } from './stock-sum.tsx';

/** The centre's card blanks: what today did to them, and taking in new ones. */
export function StockScreen() {
  const { t } = useText();
  const stock = useLoad('stock', async () => core.stock.today());
  useNews(stock.reload);
  return (
    <Sheet title={t('stock.title')}>
      <ProblemNotice problem={stock.problem} />
      {stock.data !== null && <StockSum stock={stock.data} />}
      <ReceiveStock onReceived={stock.replace} />
    </Sheet>
  );
}
