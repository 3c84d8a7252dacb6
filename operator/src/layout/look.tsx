import { App, ConfigProvider, theme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useSyncExternalStore } from 'react';
import { language } from '../messages/index.ts';
import { nonce } from '../nonce.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const follow = (listener: () => void) => {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
};

const fonts = "system-ui, 'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

/** The component set in our colours, light or dark as the system is; its styles carry the number of this page. */
export function Look({ children }: { children: ReactNode }) {
  const isDark = useSyncExternalStore(follow, () => dark.matches);
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      theme={{
        algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: isDark ? '#3f7fe0' : '#1456b8',
          colorLink: isDark ? '#8ab8ff' : '#1456b8',
          colorTextPlaceholder: isDark ? '#a7afba' : '#5b6470',
          colorTextDescription: isDark ? '#a7afba' : '#5b6470',
          colorTextQuaternary: isDark ? '#a7afba' : '#5b6470',
          colorError: isDark ? '#ff7875' : '#b3261e',
          colorSuccess: isDark ? '#73d13d' : '#1e7a34',
          colorWarning: isDark ? '#ffc53d' : '#8a5300',
          colorSuccessBg: isDark ? '#16301d' : '#e6f4ea',
          colorErrorBg: isDark ? '#3a1c1a' : '#fce8e6',
          colorInfoBg: isDark ? '#1d2b45' : '#e8f0fc',
          colorInfo: isDark ? '#8ab8ff' : '#1456b8',
          fontFamily: fonts,
          borderRadius: 6,
          motion: false,
        },
      }}
    >
      <App message={{ maxCount: 3 }}>{children}</App>
    </ConfigProvider>
  );
}
