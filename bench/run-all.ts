/** Every benchmark, one after the other: npm run bench */
import './lookup-growth.ts';
import './server-figures.ts';
