import { handlers } from '../handlers.ts';
import { catalogueNews, catalogueView } from './catalogue-view.ts';

export const catalogue = handlers.catalogue.router({
  overview: handlers.catalogue.overview.handler(({ context: { counter } }) => catalogueView(counter)),

  news: handlers.catalogue.news.handler(({ context: { counter } }) => catalogueNews(counter)),
});
