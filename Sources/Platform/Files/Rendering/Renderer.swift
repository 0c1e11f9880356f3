import Glibc
import Kernel

/// Prints a PDF again with poppler, which keeps its appearance and drops its active content.
package struct Renderer: Sendable {
    /// The program's name or path, such as `pdftocairo`.
    var program: String
    var limits = ChildProcess.Limits(time: .seconds(60), memoryBytes: 1 << 30, fileBytes: 200 << 20)
    private let threadPool = ThreadPool("renderer", threads: 1, maxQueue: 100, patience: .minutes(4))

    package init(program: String = "pdftocairo") {
        self.program = program
    }

    private static let folders = ["/usr/local/bin", "/usr/bin", "/bin"]

    /// The path of the program; nil when it is not installed.
    package var path: String? {
        let places = program.hasPrefix("/") ? [program] : Self.folders.map { "\($0)/\(program)" }
        return places.first { access($0, X_OK) == 0 }
    }

    func render(_ source: String, to target: String) async throws {
        guard let path else { throw ChildProcess.Failure(description: "\(program) is not installed") }
        try await threadPool.run { [limits] in
            try ChildProcess.run([path, "-pdf", source, target], limits)
            guard Disk.size(target) != nil else { throw ChildProcess.Failure(description: "made nothing") }
        }
    }
}
