import Foundation
import HTTPTypes
import Kernel
import Platform
import Store
import Synchronization
import Web

/// The observations of a test run, for `scripts/spec-coverage`: a line for each operation with its status, the code of a
/// refusal or whether the body has the documented shape, and a line for each transition.
///
/// Written only where `PORTICO_SPEC_LOG` names a file; each line once.
final class SpecLog: Sendable {
    static let current = ProcessInfo.processInfo.environment["PORTICO_SPEC_LOG"].map(SpecLog.init(path:))

    private let path: String
    private let seen = Mutex<Set<String>>([])

    private init(path: String) {
        self.path = path
    }

    func record(_ method: String, _ path: String, _ response: TestResponse, of product: ProductDefinition) {
        let path = path.prefix { $0 != "?" && $0 != "#" }
        // Literal segments win over parameters.
        let routes = product.routes.filter { $0.method == method && $0.matches(path) }
        guard
            let route = routes.min(by: {
                $0.path.count(where: { $0 == "{" }) < $1.path.count(where: { $0 == "{" })
            })
        else { return }
        let place = "\(product.name)\t\(route.method) \(route.path)\t\(response.status)"
        guard response.status >= 400 else {
            return write("\(place)\t\(Self.bodyState(of: response, by: route))")
        }
        let json = response.json
        let faults = (json["errors"]?.arrayValue ?? []).compactMap { $0["code"]?.stringValue }
        for code in Set([json["code"]?.stringValue].compactMap(\.self) + faults) {
            write("\(place)\t\(code)")
        }
        for event in [json["action"], json["guard"], json["wanted"]].compactMap({ $0?.stringValue }) {
            write("\(product.name)\trefused\t\(event)")
        }
        // The refused members of a list of operations, each with a code of its own.
        write("\(place)\t")
    }

    /// The codes within a successful answer, such as those of refused operations of a sync.
    private static func bodyState(of response: TestResponse, by route: Platform.Route) -> String {
        guard !response.body.isEmpty else { return "empty" }
        guard let schema = route.operation.success.schema,
            route.operation.success.mediaType == "application/json"
        else {
            return "bytes"
        }
        let faults = schema.faults(in: response.json)
        let inside = response.json["results"]?.arrayValue?.compactMap { $0["code"]?.stringValue } ?? []
        return faults.isEmpty
            ? (["checked"] + Set(inside).sorted()).joined(separator: " ") : "faulty \(faults[0].pointer)"
    }

    func recordTransitions(of world: World) async throws {
        let product = world.product.name
        let rows = try await world.db.read { tx in
            try tx.values(
                "SELECT DISTINCT subject_kind || ' ' || event || ' ' || from_status || ' ' || to_status FROM history",
                as: String.self
            )
        }
        for row in rows { write("\(product)\twalked\t\(row)") }
    }

    private func write(_ line: String) {
        let isNew = seen.withLock { $0.insert(line).inserted }
        guard isNew, let data = (line + "\n").data(using: .utf8) else { return }
        seen.withLock { _ in
            if let file = FileHandle(forWritingAtPath: path) {
                file.seekToEndOfFile()
                file.write(data)
                try? file.close()
            } else {
                try? data.write(to: URL(fileURLWithPath: path))
            }
        }
    }
}

extension Web.Route {
    /// Whether `path` is this route's, with values in place of its parameters.
    fileprivate func matches(_ path: Substring) -> Bool {
        let (mine, given) = (self.path.split(separator: "/"), path.split(separator: "/"))
        return mine.count == given.count && zip(mine, given).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
