import { net, powerMonitor } from 'electron'

/** How often the system is asked whether it has a network, ms; it has no event for it. */
const period = 5000

/**
 * Calls back when the network may be back: after sleep, and when the system says so. Answers with the function that ends
 * it. Whether it really is back shows when something is sent.
 */
export function watchConnectivity(onBack: () => void): () => void {
  let wasOnline = net.isOnline()
  const look = () => {
    const isOnline = net.isOnline()
    if (isOnline && !wasOnline) onBack()
    wasOnline = isOnline
  }
  const timer = setInterval(look, period)
  powerMonitor.on('resume', onBack)
  return () => {
    clearInterval(timer)
    powerMonitor.off('resume', onBack)
  }
}
