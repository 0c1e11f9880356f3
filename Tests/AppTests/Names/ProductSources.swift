import Foundation
import Platform
import TestKit

/// The Swift files of a product and of the platform: for what stands nowhere but at its call sites.
struct ProductSources {
    /// By the path below `Sources`, as `CAF/Courses/CourseStore.swift`.
    let files: [(path: String, text: String)]

    init(of product: ProductDefinition) throws {
        let sources = Repository.file("Sources")
        let modules = try FileManager.default.contentsOfDirectory(atPath: sources.path)
        guard let own = modules.first(where: { $0.lowercased() == product.name }) else {
            throw TestFailure("no sources of \(product.name)")
        }
        files = try ["Platform", own].flatMap { module in
            let folder = sources.appendingPathComponent(module)
            let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
                let file = folder.appendingPathComponent(path)
                return ("\(module)/\(path)", try String(contentsOf: file, encoding: .utf8))
            }
        }
    }

    /// The first arguments of all calls of a function, as they are written.
    func arguments(firstIn function: String) -> [(path: String, argument: String)] {
        files.flatMap { file in
            file.text.captures(of: #"\b\#(function)\(\s*([^,]*),"#).map { (file.path, $0) }
        }
    }

    /// The strings among them, those of a choice between two as well.
    func literals(firstIn function: String) -> [String] {
        arguments(firstIn: function).flatMap { $0.argument.captures(of: #""([a-z_:.]+)""#) }
    }
}

extension String {
    /// The captures of the pattern's groups, one after the other.
    func captures(of pattern: String) -> [String] {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
        let matches = expression.matches(in: self, range: NSRange(startIndex..., in: self))
        return matches.flatMap { match in
            (1..<match.numberOfRanges).compactMap { group in
                Range(match.range(at: group), in: self).map { String(self[$0]) }
            }
        }
    }
}
