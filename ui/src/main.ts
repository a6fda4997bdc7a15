// Where the window begins.
import { mount } from 'svelte';
import Root from './Root.svelte';
import { tauri } from './platform/tauri';
import './styles/base.css';
import './styles/tokens.css';

mount(Root, { target: document.getElementById('app') as HTMLElement, props: { platform: tauri } });
