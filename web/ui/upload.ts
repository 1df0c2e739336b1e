/** Sends a form with files and says how far it is, which fetch cannot. */
export function uploading(
  form: FormData,
  onProgress: (share: number) => void,
): (request: Request) => Promise<Response> {
  return (request) =>
    new Promise((resolve, reject) => {
      const sending = new XMLHttpRequest()
      sending.open('POST', request.url)
      sending.setRequestHeader('accept-language', request.headers.get('accept-language') ?? '')
      sending.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total)
      sending.onerror = () => reject(new TypeError('the connection broke'))
      sending.onload = () =>
        resolve(
          new Response(sending.responseText, {
            status: sending.status,
            headers: { 'content-type': sending.getResponseHeader('content-type') ?? '' },
          }),
        )
      sending.send(form)
    })
}
