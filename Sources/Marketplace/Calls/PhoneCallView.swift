import Kernel
import Platform
import Web

/// A telephone call about a job.
struct PhoneCallView: View {
    var id: ID<PhoneCall>
    /// The job that it is about.
    var jobId: ID<Job>
    /// The account that made it or wrote it down.
    var callerId: ID<Account>
    /// The account of the other end.
    var to: ID<Account>
    /// Whether it was written down or made by the server.
    var mode: PhoneCall.Mode
    /// The direction, seen from `caller_id`.
    var direction: PhoneCall.Direction
    var state: PhoneCall.State
    /// When it began.
    var startedAt: Instant
    /// How long it took; absent before its end.
    var seconds: Int?
    /// When the server learned of it.
    var createdAt: Instant
    /// Raised by every change of the state.
    var version: Int

    init(_ call: PhoneCall) {
        id = call.id
        jobId = call.job
        callerId = call.caller
        to = call.callee
        mode = call.mode
        direction = call.direction
        state = call.state
        startedAt = call.startedAt
        seconds = call.seconds
        createdAt = call.createdAt
        version = call.version
    }
}
