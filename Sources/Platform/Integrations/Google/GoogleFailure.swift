import Kernel

/// The reason why Google did not do what was asked.
enum GoogleFailure: Error, Sendable, Hashable {
    /// The person took the grant back, or it ended (`invalid_grant`).
    case grantBroken
    /// The thing is not there, or not any more (404).
    case missing
    /// The thing is there already (409).
    case conflict
    /// The token of a list is too old (410).
    case tooOld
    /// A limit, a fault of the service or no answer: tried again.
    case later(String, Duration?)
    /// Refused for good, with the reason.
    case refused(Int, String)
}

extension GoogleFailure: CustomStringConvertible {
    /// Without addresses and tokens.
    var description: String {
        switch self {
        case .grantBroken: "the grant is not valid any more"
        case .missing: "not found"
        case .conflict: "it is there already"
        case .tooOld: "the list is too old"
        case .later(let why, _): "Google cannot do it now: \(why)"
        case .refused(let status, let why): "Google refuses: \(status) \(why)"
        }
    }
}

extension GoogleFailure {
    /// The JSON of an answer; null for an empty one.
    static func read(_ answer: HTTPCaller.Answer) throws -> JSONValue {
        let json = answer.body.isEmpty ? JSONValue.null : try? JSONValue(parsing: answer.body)
        if (200..<300).contains(answer.status) {
            guard let json else { throw GoogleFailure.later("\(answer.status), and no JSON", nil) }
            return json
        }
        let reason = json?["error"]?["errors"]?[0]?["reason"]?.stringValue ?? ""
        let wait = answer.header("retry-after").flatMap { Int($0) }.map {
            Duration.seconds(min(max($0, 1), 3_600))
        }
        switch answer.status {
        case 404: throw GoogleFailure.missing
        case 409: throw GoogleFailure.conflict
        case 410: throw GoogleFailure.tooOld
        // Limits have the status of a refusal.
        case 403 where ["rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"].contains(reason):
            throw GoogleFailure.later(reason, wait)
        case 401, 408, 429, 500...: throw GoogleFailure.later("status \(answer.status) \(reason)", wait)
        default: throw GoogleFailure.refused(answer.status, reason)
        }
    }

    /// The answer of the service of tokens, which has errors of its own.
    static func post(_ form: [String], to url: String, over http: HTTPCaller) async throws -> JSONValue {
        let answer: HTTPCaller.Answer
        do {
            answer = try await http.call(
                .init(
                    "POST",
                    url,
                    headers: [
                        ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"),
                    ],
                    body: .bytes(Array(StripeForm.encoded(form).utf8)),
                    timeout: .seconds(15)
                )
            )
        } catch {
            throw GoogleFailure.later("\(error)", nil)
        }
        // The body itself is not logged: on success it would be the tokens.
        let json = try? JSONValue(parsing: answer.body)
        if answer.status == 200, let json { return json }
        let word = json?["error"]?.stringValue ?? "status \(answer.status)"
        if word == "invalid_grant" { throw GoogleFailure.grantBroken }
        throw GoogleFailure.later(word, nil)
    }
}
