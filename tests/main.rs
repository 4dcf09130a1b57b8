//! Journeys through the public doors.
