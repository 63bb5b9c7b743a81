//! Streams of the browser as Rust's, and the other way round: as much of the crate `wasm-streams` as
//! `server_fn` uses, which Leptos brings along and this app never calls.
//!
//! The original exports classes to JavaScript. What is exported cannot be left out by the linker, and
//! would be part of every first load; functions that nobody calls are.

use futures_util::lock::Mutex;
use futures_util::stream::{LocalBoxStream, Stream, StreamExt as _, unfold};
use js_sys::{Object, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{ReadableStreamDefaultController, ReadableStreamDefaultReader};

/// A stream of the browser.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Hands out what a stream yields, one value for each that is asked for.
    ///
    /// # Panics
    ///
    /// Where the browser has no readable streams.
    pub fn from_stream<St>(stream: St) -> Self
    where
        St: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        let stream: LocalBoxStream<'static, _> = stream.boxed_local();
        let stream = Rc::new(Mutex::new(stream));
        let pull = move |controller: ReadableStreamDefaultController| -> Promise {
            let stream = Rc::clone(&stream);
            future_to_promise(async move {
                match stream.lock().await.next().await {
                    Some(value) => controller.enqueue_with_chunk(&value?)?,
                    None => controller.close()?,
                }
                Ok(JsValue::UNDEFINED)
            })
        };
        let pull = Closure::<dyn FnMut(ReadableStreamDefaultController) -> Promise>::new(pull);
        let source = Object::new();
        let raw = Reflect::set(&source, &"pull".into(), &pull.into_js_value())
            .and_then(|_| web_sys::ReadableStream::new_with_underlying_source(&source));
        Self(raw.expect("a browser with readable streams"))
    }

    /// What the stream yields, until it ends or fails.
    ///
    /// # Panics
    ///
    /// Where somebody else reads it already.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> + 'static {
        let reader: ReadableStreamDefaultReader = self.0.get_reader().unchecked_into();
        unfold(Some(reader), |reader| async move {
            let reader = reader?;
            match JsFuture::from(reader.read()).await {
                Ok(read) if is_done(&read) => None,
                Ok(read) => Some((Reflect::get(&read, &"value".into()), Some(reader))),
                Err(error) => Some((Err(error), None)),
            }
        })
    }
}

fn is_done(read: &JsValue) -> bool {
    Reflect::get(read, &"done".into()).is_ok_and(|done| done.is_truthy())
}
