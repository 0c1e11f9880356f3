import Kernel

/// Renders refusals as `application/problem+json` (RFC 9457); this is the only place that does.
public enum ProblemRenderer {
    public static let mediaType = "application/problem+json"

    /// Any error but a ``Problem`` is an internal error: 500 without details.
    public static func reply(for error: any Error, to incoming: Incoming) -> Reply {
        reply(
            for: error,
            languages: incoming.languages,
            requestID: incoming.requestID,
            instance: incoming.fullPath,
            sentToken: incoming.header("authorization") != nil
        )
    }

    /// For requests that were refused before they could be parsed; `instance` is the path without the query.
    public static func reply(
        for error: any Error,
        languages: [Language],
        requestID: String,
        instance: String,
        sentToken: Bool = false
    ) -> Reply {
        let problem = error as? Problem ?? Problem(.internalError)
        let document = document(problem, languages, requestID: requestID, instance: instance)
        return Reply(
            problem.code.status,
            headers: headers(problem, languages, sentToken: sentToken),
            body: .bytes(document.bytes)
        )
    }

    private static func headers(
        _ problem: Problem,
        _ languages: [Language],
        sentToken: Bool
    ) -> [(name: String, value: String)] {
        var headers = [(name: "content-type", value: mediaType)]
        headers.append(("content-language", language(of: problem.code.title, languages).tag))
        headers.append(("cache-control", "no-store"))
        if let seconds = problem.retryAfter { headers.append(("retry-after", String(seconds))) }
        if problem.code.status == 401 {
            headers.append(("www-authenticate", sentToken ? "Bearer error=\"invalid_token\"" : "Bearer"))
        }
        if problem.code == .unsupportedCoding { headers.append(("accept-encoding", "identity")) }
        if problem.code == .upgradeRequired {
            headers += [("upgrade", "websocket"), ("connection", "upgrade"), ("sec-websocket-version", "13")]
        }
        return headers
    }

    /// The language of the shown text: English when none of the requested languages is available.
    private static func language(of text: LocalizedText, _ languages: [Language]) -> Language {
        let (shown, english) = (text.text(in: languages), text.text(in: .english))
        return shown == english ? .english : languages.first { text.text(in: $0) == shown } ?? .english
    }

    static func document(
        _ problem: Problem,
        _ languages: [Language],
        requestID: String,
        instance: String
    ) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("type", .string(urn(of: problem.code))),
            ("title", .string(problem.code.title.text(in: languages))),
            ("status", .integer(Int64(problem.code.status))),
        ]
        if let detail = problem.detail { members.append(("detail", .string(detail.text(in: languages)))) }
        members += [
            ("instance", .string(instance)),
            ("code", .string(problem.code.name)),
            ("request_id", .string(requestID)),
        ]
        if !problem.faults.isEmpty {
            members.append(("errors", .array(problem.faults.map { error($0, languages) })))
        }
        let standard = Set(members.map(\.0)).union(["detail", "errors"])
        members += problem.extras.sorted { $0.key < $1.key }.filter { !standard.contains($0.key) }.map {
            ($0.key, $0.value)
        }
        return .object(JSONObject(members))
    }

    private static func error(_ fault: Problem.Fault, _ languages: [Language]) -> JSONValue {
        [
            "pointer": .string(fault.pointer),
            "code": .string(fault.refusal.code),
            "message": .string(fault.refusal.message.text(in: languages)),
        ]
    }

    public static func urn(of code: Problem.Code) -> String {
        "urn:portico:problem:\(code.name)"
    }
}
