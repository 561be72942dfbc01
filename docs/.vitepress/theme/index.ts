// The default theme, with the playground below the first page.
import DefaultTheme from 'vitepress/theme';
import Layout from './Layout.vue';
import './style.css';

export default { extends: DefaultTheme, Layout };
