import Kernel

// swift-format-ignore
extension Problem.Code {
    static let reportNotReady = Self("report.not_ready", 409, ["en": "The report has no file yet.", "it": "Il report non ha ancora un file."])
    static let reportExpired  = Self("report.expired",   410, ["en": "The report has expired. Order it again.", "it": "Il report è scaduto. Lo richieda di nuovo."])
}
