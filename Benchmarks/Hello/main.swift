// Bare Hummingbird saying hello: the yardstick for what our edge costs.
import Hummingbird
import Logging

let router = Router()
router.get("hello") { _, _ in "Hello, world!" }
var logger = Logger(label: "hello")
logger.logLevel = .error
let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 8101
try await Application(
    router: router,
    configuration: .init(address: .hostname("127.0.0.1", port: port)),
    logger: logger
).runService()
