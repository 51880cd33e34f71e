import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import classes from './shell.module.css';

const pages = [
  ['/', 'zoo'],
  ['/datasets', 'datasets'],
  ['/runs', 'runs'],
  ['/publish', 'publish'],
] as const;

export function PageLinks() {
  const { t } = useTranslation();
  return pages.map(([to, name]) => (
    <NavLink key={to} to={to} end={to === '/'} className={classes.link}>
      {t(`nav.${name}`)}
    </NavLink>
  ));
}
