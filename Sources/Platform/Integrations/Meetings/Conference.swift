import Kernel

/// The meeting of a calendar's event: made at once, later, or not.
enum Conference: Sendable, Hashable {
    case ready(String)
    case pending
    case failed

    init(of event: JSONValue) {
        let data = event["conferenceData"]
        let video = data?["entryPoints"]?.arrayValue?.first { $0["entryPointType"]?.stringValue == "video" }
        if let url = video?["uri"]?.stringValue, url.hasPrefix("https://") {
            self = .ready(url)
        } else {
            let status = data?["createRequest"]?["status"]?["statusCode"]?.stringValue
            self = status == "pending" ? .pending : .failed
        }
    }
}
