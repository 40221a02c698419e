/** The panel's texts: every sentence a person reads comes through here, with its English wording beside its key. */
export { t, Trans } from '@grafana/i18n';
