import Kernel
import Platform

/// A language model as `scripts/llm-double.py` plays it.
package struct ModelDouble: Sendable {
    private let double: PythonDouble

    package init() throws {
        double = try PythonDouble("llm-double.py")
    }

    package func model(key: String? = "a key") -> LanguageModel {
        LanguageModel(
            .init(base: double.root + "/v1", key: key, model: "double"),
            http: HTTPCaller(threads: 2)
        )
    }

    /// The next answers, with a status and a delay in seconds.
    package func say(_ text: String, status: Int = 200, delay: Double = 0) async throws {
        let body: JSONValue = [
            "text": .string(text), "status": .integer(Int64(status)), "delay": .number(delay),
        ]
        let answer = try await HTTPCaller(threads: 1).call(
            .init("POST", double.root + "/_say", body: .bytes(body.bytes))
        )
        guard answer.status == 200 else { throw TestFailure("the model does not listen") }
    }

    /// The requests, oldest first: path, authorization and body.
    package func seen() async throws -> [JSONValue] { try await double.ask("/_seen").arrayValue ?? [] }
}
